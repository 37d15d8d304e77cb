/** One form of a contact, so that the same phone or mailbox, written differently, hears once. */
export const contactKey = (contact: string) =>
  contact.includes('@')
    ? `email:${contact.normalize('NFC').trim().toLowerCase()}`
    : `phone:${contact.replace(/\D/g, '').replace(/^82/, '0')}`

/** Whether someone is told by mail; a phone number is called. */
export const isMail = (contact: string) => contact.includes('@')
