import type { Lang } from '../../shared/wire.ts'

/**
 * The mail with a one-time code. Its link only opens the page where the code is typed: programs that open links in
 * mails sign nobody in.
 */
export function codeMail(lang: Lang, code: string, minutes: number, publicUrl: string) {
  const url = `${publicUrl}${lang === 'ko' ? '' : `/${lang}`}/sign-in?step=code`
  return codeWords[lang](code, minutes, url)
}

const codeWords: Record<
  Lang,
  (code: string, minutes: number, url: string) => { subject: string; text: string }
> = {
  ko: (code, minutes, url) => ({
    subject: `[영등포구 소통] 인증번호 ${code}`,
    text: `인증번호는 ${code}입니다.

열어 둔 쪽에 ${minutes}분 안에 써 주세요. 한 번만 쓸 수 있습니다.
쪽을 닫으셨다면 여기에서 메일 주소와 함께 쓰실 수 있습니다: ${url}

이 번호를 묻는 전화나 글에는 알려 주지 마세요. 구청은 번호를 묻지 않습니다.
청하신 적이 없다면 이 메일을 지우시면 됩니다. 번호 없이는 아무도 로그인할 수 없습니다.

영등포구청 소통공감팀`,
  }),
  en: (code, minutes, url) => ({
    subject: `[Sotong, Yeongdeungpo-gu] Your code ${code}`,
    text: `Your code is ${code}.

Enter it within ${minutes} minutes on the page you left open. It works once.
If you closed the page, enter it here together with your e-mail: ${url}

Tell this code to nobody. The office never asks for it.
If you did not ask for a code, just delete this mail: nobody can sign in without it.

Communication Team, Yeongdeungpo-gu Office`,
  }),
  zh: (code, minutes, url) => ({
    subject: `[永登浦区 沟通] 验证码 ${code}`,
    text: `您的验证码是 ${code}。

请在${minutes}分钟内填入刚才打开的页面，只能使用一次。
如果已关闭页面，可在这里与邮箱地址一起填写：${url}

请勿把验证码告诉任何人，区厅不会询问验证码。
如果您没有申请过，删除此邮件即可；没有验证码，任何人都无法登录。

永登浦区厅 沟通共感组`,
  }),
}
