/** The officers' door, their list, invitations, and one's own account at the desk. */
export const officers = {
  signInTitle: '업무 로그인',
  signInWhy: '구청 담당자가 들어오는 곳입니다. 주민이시라면 일반 로그인을 해 주세요.',
  residentSignIn: '주민 로그인',
  email: '업무 메일 주소',
  password: '비밀번호',
  code: '인증 앱의 여섯 자리',
  codeHint: '30초마다 바뀝니다. 한 번 쓴 숫자는 다시 쓸 수 없습니다.',
  enter: '들어가기',
  demoCodes: '시연용 인증번호 보기',
  lost: '휴대폰을 잃었거나 비밀번호를 잊었다면 관리자에게 인증 수단 다시 받기를 부탁하세요.',

  recheckTitle: '개인정보를 보기 전에 한 번 더 확인합니다',
  recheckWhy: (minutes: number) =>
    `비밀번호와 인증번호를 확인하면 ${minutes}분 동안 볼 수 있습니다. 누가 언제 무엇을 보았는지 기록합니다.`,
  recheck: '확인하고 보기',
  recheckBack: '보지 않고 돌아가기',

  roles: {
    communication: '소통공감팀',
    department: '부서 담당자',
    mayor: '구청장실',
    administrator: '관리자',
  },
}
