/** `insecure`: the browser gives no keys here; `unlinked`: no officer set this phone up; the last three are over. */
export type Stage =
  | 'opening'
  | 'insecure'
  | 'unlinked'
  | 'unreachable'
  | 'working'
  | 'handing-in'
  | 'link-used'
  | 'revoked'
  | 'expired'

/** What a refusal ends. */
export const gone: Record<string, Stage> = {
  'door-device-unknown': 'unlinked',
  'door-device-revoked': 'revoked',
  'door-device-expired': 'expired',
}
