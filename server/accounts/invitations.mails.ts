import { invitationDays } from '../../shared/limits.ts'

/** To a coming officer, or to one whose second factor is renewed. */
export function invitationMail(url: string, known: boolean) {
  const what = known
    ? '인증 수단을 새로 받으실 차례입니다. 아래 주소에서 인증 앱을 다시 연결하고 비밀번호를 정해 주세요.'
    : '영등포구 소통의 담당자로 초대받으셨습니다. 아래 주소에서 인증 앱을 연결하고 비밀번호를 정해 주세요.'
  return {
    subject: known ? '[영등포구 소통] 인증 수단을 다시 받아 주세요' : '[영등포구 소통] 담당자 초대',
    text: [
      what,
      url,
      `이 주소는 ${invitationDays}일 동안 한 번만 쓸 수 있습니다. 다른 사람에게 보내지 마세요.`,
      '부탁하신 일이 없다면 이 메일을 지우시고 소통공감팀(02-2670-3114)에 알려 주세요.',
    ].join('\n\n'),
  }
}

/** What an authenticator shows beside the code of someone whose address is not known yet. */
export const firstAdministrator = '관리자'
