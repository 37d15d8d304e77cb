/** Does something for each item, so many at a time; what one throws ends it. */
export async function inParallel<T>(items: T[], width: number, act: (item: T) => Promise<unknown>) {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await act(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
