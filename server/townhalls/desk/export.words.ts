/** What the office's spreadsheet of registrations says, in Korean. */
export const header = [
  '회차',
  '순서',
  '이름',
  '상태',
  '방법',
  '참여자',
  '동',
  '도움',
  '따로 둔 자리',
  '현장 등록',
  '신청한 때',
  '참석',
]
export const states = {
  applied: '추첨 신청',
  waiting: '대기',
  offered: '자리 안내함',
  confirmed: '확정',
} as Record<string, string>
export const modes = { 'in-person': '현장', online: '온라인' }
export const kinds = { resident: '구민', involved: '사업추진 관계자', proposer: '정책 제안자' }
export const needNames = {
  wheelchair: '휠체어',
  'sign-language': '수어 통역',
  interpreter: '외국어 통역',
  'hearing-loop': '청각 보조기',
  companion: '활동 지원자 동행',
}
export const sittingName = (position: number) => `${position}회차`
