// Ends are exclusive, as they are signed. People expect to read the last minute that still counts, in the institution's zone:
// 31 Maret, 23.59, as on the slip, and not 1 April, 00.00.

import { date, moment } from "../page/say.js"

export const lastDay = (end) => date(end - 1)

export const lastMoment = (end) => moment(end - 1)
