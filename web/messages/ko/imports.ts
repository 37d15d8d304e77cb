const number = (value: number) => value.toLocaleString('en-US')

/** What was imported from other sites; only administrators load these words. */
export const imports = {
  title: '옮겨 온 청원',
  lede: '다른 누리집의 청원은 서버에서 명령으로 들입니다. 마감된 청원으로 들어오고, 공감은 그곳에서 센 수를 그대로 보입니다.',
  how: 'npm run import -- 파일 --source 이름 [--ours] [--dry-run]',
  sources: '온 곳',
  counts: (petitions: number, endorsements: number) =>
    `청원 ${number(petitions)}건 · 공감 ${number(endorsements)}명`,
  none: '아직 옮겨 온 청원이 없습니다.',
  ours: '우리 구의 청원으로, 업무보고에 셉니다',
  notOurs: '업무보고에 세지 않음',
  oursMark: '업무보고에 셈',
  mappings: '그곳의 분야와 우리 분야',
  mappingsHow: '분야를 바꾸면 이미 옮겨 온 청원도 함께 옮겨 갑니다.',
  others: '아래에 없거나 정하지 않은 분야',
  undecided: '정하지 않음',
  petitions: (count: number) => `${number(count)}건`,
  category: '우리 분야',
  change: '바꾸기',
  settings: '설정으로',
}
