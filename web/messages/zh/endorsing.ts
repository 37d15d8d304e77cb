import type { PartMessages } from '../index.ts'

export const endorsing: PartMessages['endorsing'] = {
  belonging: '与永登浦区的关系',
  belongings: {
    lives: '住在永登浦区',
    works: '在永登浦区工作',
    studies: '在永登浦区学习',
    elsewhere: '都不是',
  },
  dong: '哪个洞？',
  dongHint: '居住、工作或学习所在的行政洞。',
  dongChoose: '请选择洞',
  consents: '确认和同意',
  overFourteen: '已满14周岁（必选）',
  identity: '同意为确认一人一次而使用邮箱地址和所在洞（必选）',
  identityText: '邮箱地址加密保存，关闭账户时删除。可以拒绝，但不能赞同。',
  sensitive: '知道赞同的请愿可能表明我的想法，并同意处理（必选）',
  sensitiveText: '不公开谁赞同了。可以拒绝，但不能赞同。',
  notices: '通过邮件接收答复消息（可选）',
  noticesText: '可以对每件请愿单独关闭。',
}
