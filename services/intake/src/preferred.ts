/** Which of several forms of one answer the caller wants (RFC 9110 §12.5.1). */

type Range = { readonly type: string; readonly quality: number }

/**
 * The offer that `Accept` likes best; of equal ones the first. The first offer, too, where the header
 * is absent or names none of them: what was answered before there was a choice.
 */
export function preferred<Offer extends string>(
  accept: string | undefined,
  offers: readonly [Offer, ...(readonly Offer[])],
): Offer {
  const ranges = (accept ?? '').split(',').flatMap(rangeOf)
  let [best, most] = [offers[0], 0]
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges)
    if (quality > most) [best, most] = [offer, quality]
  }
  return best
}

function rangeOf(text: string): readonly Range[] {
  const [type = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const stated = parameters.map((one) => /^q=([\d.]+)$/.exec(one)?.[1]).find(Boolean)
  const quality = stated === undefined ? 1 : Number(stated)
  return /^[^/\s]+\/[^/\s]+$/.test(type) && quality <= 1 ? [{ type, quality }] : []
}

// The most exact range decides: text/html before any text before anything.
function qualityOf(offer: string, ranges: readonly Range[]): number {
  const [family = ''] = offer.split('/')
  for (const type of [offer, `${family}/*`, '*/*']) {
    const range = ranges.find((one) => one.type === type)
    if (range) return range.quality
  }
  return 0
}
