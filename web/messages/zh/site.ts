import type { PartMessages } from '../index.ts'

const number = (value: number) => value.toLocaleString('en-US')

export const site: PartMessages['site'] = {
  promise: ['您说出来，', '我们先告诉您', '什么时候答复。'],
  lede: (threshold) =>
    `在永登浦居住、工作或学习的人都可以写。满${number(threshold)}人赞同，由区长以文字和视频答复；不满${number(threshold)}人，也由主管部门答复。`,
  searchLabel: '搜索请愿',
  searchHint: '有什么不方便？例如：주차（停车）、도서관（图书馆）',
  otherWays: '打电话或到场提交',
  map: '我们社区的请愿',
  mapCount: (count) => `正在征集赞同 ${number(count)}件`,
  collecting: '正在征集赞同的请愿',
  awaiting: '正在准备答复的请愿',
  inTime: '今年按期答复的比例',
  inTimeOf: (inTime, due) => `${number(due)}件中${number(inTime)}件`,
  noneYet: '暂无',
  commitments: '答复中的承诺',
  collectingTitle: '正在征集赞同的请愿',
  allOf: (count) => `查看全部${number(count)}件`,
  rulers: '按最近三天赞同人数排列。蓝条是赞同的人数，黑色刻度是已过的天数。蓝条比刻度长，说明进度比目标快。',
  nothingCollects: '现在没有正在征集赞同的请愿',
  beFirst: '请您第一个说出不方便的事。只需五分钟。',
  answeredTitle: '最近的答复',
  nothingAnswered: '还没有答复。',
  endorsedBy: (count) => `${number(count)}人赞同`,
  answeredOn: (date) => `${date}答复`,
  promises: (count) => `承诺${number(count)}件`,
}
