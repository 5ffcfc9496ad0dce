/** How numbers of documents are written alike: one kind of digits, letters and brackets, no spaces. */

/** Brackets that stand around a year or an office: full-width, hexagonal, square, lenticular. */
const OPENING = /[（〔［[【﹝〈]/g
const CLOSING = /[）〕］\]】﹞〉]/g
const FULL_WIDTH_SHIFT = 0xfee0

/** Half-width digits, letters and signs, round half-width brackets, no white space at all. */
export const cleaned = (text: string): string =>
  text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_SHIFT))
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(/[\s\u200b\ufeff]/g, '')
