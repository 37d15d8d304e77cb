import type { Problem } from './problems.ts'

/** Refusals around signing in, accounts and officers. */
export const accountProblems = {
  'code-wrong': {
    status: 422,
    ko: '인증번호가 맞지 않습니다. 메일에 있는 여섯 자리를 다시 확인해 주세요.',
    en: 'The code does not match. Please check the six digits in the mail.',
  },
  'code-expired': {
    status: 422,
    ko: '인증번호를 쓸 수 있는 시간이 지났습니다. 새 번호를 받아 주세요.',
    en: 'The code has expired. Please ask for a new one.',
  },
  'credentials-wrong': {
    status: 422,
    ko: '메일 주소, 비밀번호, 인증번호 가운데 맞지 않는 것이 있습니다.',
    en: 'The e-mail, the password or the code does not match.',
  },
  'totp-wrong': {
    status: 422,
    ko: '인증 앱의 여섯 자리가 맞지 않습니다. 휴대폰의 시각을 확인하고 새 숫자를 써 주세요.',
    en: 'The six digits do not match. Please check the clock of your phone and enter the new digits.',
  },
  'officer-exists': {
    status: 409,
    ko: '이 메일 주소를 쓰는 담당자가 이미 있습니다.',
    en: 'There is already an officer with this e-mail address.',
  },
  taken: {
    status: 409,
    ko: '이미 쓰고 있는 코드입니다. 다른 코드를 써 주세요.',
    en: 'This code is already in use. Please choose another.',
  },
  'account-locked': {
    status: 423,
    ko: '여러 번 틀려 잠시 잠갔습니다. {minutes}분 뒤에 다시 해 주세요.',
    en: 'Locked after several wrong attempts. Please try again in {minutes} minutes.',
  },
  'password-weak': {
    status: 422,
    ko: '비밀번호가 짧거나 흔합니다. 열두 자 이상으로 정해 주세요.',
    en: 'The password is short or common. Please choose at least twelve characters.',
  },
  'invitation-gone': {
    status: 410,
    ko: '이미 썼거나 기한이 지난 초대입니다. 관리자에게 새 초대를 부탁하세요.',
    en: 'This invitation was used or has expired. Please ask the administrator for a new one.',
  },
  'consent-required': {
    status: 422,
    ko: '필수 동의에 표시해 주세요. 동의하지 않으면 한 사람이 한 번인지 확인할 수 없습니다.',
    en: 'Please tick the required consent. Without it we cannot make sure that each person acts once.',
  },
  'age-required': {
    status: 422,
    ko: '만 14세 이상인지 표시해 주세요. 14세 미만은 보호자와 함께 전화 02-2670-3114로 낼 수 있습니다.',
    en: 'Please confirm that you are 14 or older. Younger people can file with a guardian: 02-2670-3114.',
  },
  'belonging-required': {
    status: 422,
    ko: '영등포구에 살거나 일하거나 배우는지, 어느 동인지 골라 주세요.',
    en: 'Please choose whether you live, work or study in Yeongdeungpo, and in which dong.',
  },
  'not-of-the-district': {
    status: 403,
    ko: '공감은 영등포구에 살거나 일하거나 배우는 분이 할 수 있습니다. 대신 소식을 받아 보거나 이웃에게 알릴 수 있습니다.',
    en: 'Only people who live, work or study in Yeongdeungpo can endorse. You can follow it or tell others.',
  },
  'identity-taken': {
    status: 409,
    ko: '이미 다른 계정에서 쓰고 있는 확인 수단입니다. 그 수단으로 로그인하면 두 계정을 합칠 수 있습니다.',
    en: 'Another account already holds this identity. Sign in with it to merge the two accounts.',
  },
  'identity-unlinked': {
    status: 409,
    ko: '계정에서 뗀 확인 수단입니다. 다른 수단으로 로그인한 뒤 내 정보에서 다시 더해 주세요. 어려우시면 02-2670-3114로 알려 주세요.',
    en: 'This was taken off an account. Sign in another way and add it again on your page, or call 02-2670-3114.',
  },
  'last-identity': {
    status: 409,
    ko: '하나 남은 확인 수단은 뗄 수 없습니다. 먼저 다른 수단을 더해 주세요.',
    en: 'The last way to sign in cannot be removed. Please add another first.',
  },
  'last-administrator': {
    status: 409,
    ko: '하나 남은 관리자는 쉬게 할 수 없습니다. 먼저 다른 관리자를 초대해 주세요.',
    en: 'The last administrator cannot be switched off. Please invite another first.',
  },
  'provider-failed': {
    status: 502,
    ko: '본인 확인 기관과 연결하지 못했습니다. 다시 해 보시거나 메일로 로그인해 주세요.',
    en: 'We could not reach the sign-in provider. Please try again or sign in by e-mail.',
  },
} as const satisfies Record<string, Problem>
