/** What lies behind transparent pixels on a contact sheet. */
export const contactGrounds = ['checker', 'black', 'white', 'grey', 'magenta'] as const;
export type ContactGround = (typeof contactGrounds)[number];
