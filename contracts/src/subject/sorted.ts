/**
 * Sorts the list itself. Documents arrive, and take effect, mostly in the order in which they are made:
 * to see that costs a tenth of sorting them again.
 */
export function sorted<Item>(list: Item[], compare: (a: Item, b: Item) => number): Item[] {
  for (let next = 1; next < list.length; next += 1) {
    if (compare(list[next - 1]!, list[next]!) > 0) return list.sort(compare)
  }
  return list
}
