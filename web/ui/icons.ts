/** Line drawings on a 20 by 20 grid; `Icon` gives them size and stroke. */
export const icons = {
  alert: '<path d="M10 3 18 16.5H2z"/><path d="M10 8v4M10 14.2v.1"/>',
  back: '<path d="M12.5 4.5 7 10l5.5 5.5"/>',
  barred: '<circle cx="10" cy="10" r="7"/><path d="M5.2 5.2l9.6 9.6"/>',
  bell: '<path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1.3 1.5H3.7zM8.3 17.2h3.4"/>',
  bubble: '<path d="M3.5 4h13v9H10l-3.5 3.2V13h-3z"/><path d="m7 8.5 2 2 3.8-4"/>',
  calendar:
    '<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 2.8v3.4M13 2.8v3.4"/>',
  check: '<path d="m4 10.5 4 4 8-9"/>',
  clock: '<circle cx="10" cy="10" r="7"/><path d="M10 5.8V10l2.8 1.8"/>',
  cross: '<path d="m5 5 10 10M15 5 5 15"/>',
  dashed: '<circle cx="10" cy="10" r="7" stroke-dasharray="2.6 2.8"/><path d="m7.5 10.2 1.8 1.8 3.3-3.8"/>',
  done: '<circle cx="10" cy="10" r="7"/><path d="m6.8 10.2 2.3 2.3 4.1-4.8"/>',
  down: '<path d="m4.5 7.5 5.5 5.5 5.5-5.5"/>',
  exit: '<path d="M8 4H4v12h4M8.5 10H17M13.5 6.5 17 10l-3.5 3.5"/>',
  eye: '<path d="M2 10c1.8-3.3 4.6-5 8-5s6.2 1.7 8 5c-1.8 3.3-4.6 5-8 5s-6.2-1.7-8-5z"/><circle cx="10" cy="10" r="2.3"/>',
  flag: '<path d="M5 17.5V3.5h10l-2.2 3.3L15 10H5"/>',
  forward: '<path d="m7.5 4.5 5.5 5.5-5.5 5.5"/>',
  gate: '<rect x="4" y="4" width="12" height="12" rx="1.5"/><path d="M7.5 10h5"/>',
  globe:
    '<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.2 2 3.2 4.4 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.4-3.2-7S7.8 5 10 3z"/>',
  info: '<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4M10 6.6v.1"/>',
  join: '<path d="M4 4v3c0 2 1.5 3.2 3.5 3.2H16M4 16.5v-3c0-2 1.5-3.3 3.5-3.3M12.5 6.8 16 10.2l-3.5 3.5"/>',
  letters: '<path d="M2.5 15.5 6.5 5l4 10.5M3.9 12h5.2M12 15.5l2.7-7 2.8 7M13 13.2h3.5"/>',
  menu: '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>',
  part: '<circle cx="10" cy="10" r="7"/><path d="M10 10V3a7 7 0 0 1 5.6 11.2z" fill="currentColor" stroke="none"/>',
  pause: '<circle cx="10" cy="10" r="7"/><path d="M8 7.2v5.6M12 7.2v5.6"/>',
  people:
    '<circle cx="7.5" cy="7" r="2.8"/><path d="M2.3 16c.5-2.9 2.6-4.2 5.2-4.2s4.7 1.3 5.2 4.2M12.7 4.5a2.7 2.7 0 0 1 0 5M14.5 12c1.7.6 2.7 2 3 4"/>',
  pencil: '<path d="m4 16 .8-3.4L13.5 4l2.6 2.6-8.7 8.6z"/><path d="m11.8 5.7 2.6 2.6"/>',
  person: '<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.7-3.2 3.2-4.8 6.2-4.8s5.5 1.6 6.2 4.8"/>',
  pin: '<path d="M10 17.5c3.6-4 5.4-6.9 5.4-9.2A5.4 5.4 0 0 0 4.6 8.3c0 2.3 1.8 5.2 5.4 9.2z"/><circle cx="10" cy="8.2" r="1.9"/>',
  question: '<path d="M4 4h12v8.5H9L5.5 16v-3.5H4z"/><path d="M10 6.5v2.6M10 10.9v.1"/>',
  returned: '<path d="M8 5 4 9l4 4M4.5 9H12a4 4 0 0 1 0 8h-2"/>',
  search: '<circle cx="9" cy="9" r="5.5"/><path d="M13.2 13.2 17 17"/>',
  share: '<path d="M10 12.5V3M6.5 6.3 10 3l3.5 3.3M4 10.5V17h12v-6.5"/>',
  shield: '<path d="M10 2.8 16 5v5c0 3.6-2.4 6-6 7.3C6.4 16 4 13.6 4 10V5z"/>',
  square: '<rect x="5" y="5" width="10" height="10" rx="1"/>',
  struckEye:
    '<path d="M2 10c1.8-3.3 4.6-5 8-5s6.2 1.7 8 5c-1.8 3.3-4.6 5-8 5s-6.2-1.7-8-5z"/><path d="M4 16.5 16 3.5"/>',
  tray: '<path d="M3.5 11.5 5.5 4h9l2 7.5V16h-13zM3.5 11.5h4l1 2h3l1-2h4"/>',
} as const
export type IconName = keyof typeof icons
