type Invitation = { usedAt: Date | null; cancelled: boolean; expiresAt: Date }

/** Whether an invitation can still be accepted. */
export const isOpen = ({ usedAt, cancelled, expiresAt }: Invitation, at: Date) =>
  usedAt === null && !cancelled && at < expiresAt

/** Whether an officer may be switched off: an administrator only while another one is at work. */
export const mayLeave = (officerId: number, administratorsAtWork: number[]) =>
  !administratorsAtWork.includes(officerId) || administratorsAtWork.length > 1
