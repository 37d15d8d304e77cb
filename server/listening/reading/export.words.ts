/** What files for spreadsheets and feed readers say. */
export const exportWords = {
  ko: {
    title: '영등포1번가 소통행사',
    office: '영등포구청 소통공감팀',
    columns: [
      '번호', '상태', '행사 이름', '갈래', '날짜', '시작', '끝', '곳', '동', '주최', '함께한 단체', '온 사람',
      '의견', '현장 처리', '답해야 할 의견', '답한 의견', '정책이 된 의견',
    ],
    states: { planned: '열 예정', held: '열었음', cancelled: '취소' },
    summary: (place: string, people: number, opinions: number) =>
      `${place} · ${people > 0 ? `${people}명 · ` : ''}의견 ${opinions}건`,
  },
  en: {
    title: 'Listening events of Yeongdeungpo-gu',
    office: 'Yeongdeungpo-gu Office',
    columns: [
      'id', 'state', 'title', 'series', 'day', 'from', 'until', 'place', 'dong', 'host', 'partner', 'people',
      'opinions', 'done at once', 'to answer', 'answered', 'became policy',
    ],
    states: { planned: 'planned', held: 'held', cancelled: 'cancelled' },
    summary: (place: string, people: number, opinions: number) =>
      `${place}, ${people > 0 ? `${people} people, ` : ''}${opinions} opinions`,
  },
} // prettier-ignore
