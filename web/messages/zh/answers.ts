import type { PartMessages } from '../index.ts'

export const answers: PartMessages['answers'] = {
  leaveTitle: '停止接收消息',
  leaveAsk: '不再接收有关此请愿的邮件吗？',
  leaveDo: '停止接收',
  leaveStay: '继续接收',
  leftTitle: '今后不再发送有关此请愿的邮件',
  leftText: '您的赞同仍然保留。如想再次接收，可在请愿页面中选择。',
  toPetition: '前往请愿页面',
}
