/** What may still be spent, and when that was last reckoned (milliseconds). Plain numbers, so that many fit. */
export type Bucket = { tokens: number; at: number }
export type Pace = { perSecond: number; burst: number }

export const fullBucket = ({ burst }: Pace, at: number): Bucket => ({ tokens: burst, at })

/** Takes from a bucket that fills again with time; false, and nothing taken, where too little is left. */
export function take(bucket: Bucket, { perSecond, burst }: Pace, at: number, cost = 1): boolean {
  bucket.tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1000) * perSecond)
  bucket.at = at
  if (bucket.tokens < cost) return false
  bucket.tokens -= cost
  return true
}

/** Buckets by key, such as one for each person however many lines they have open. Full ones are forgotten. */
export function createBuckets<Key>(pace: Pace, most = 20_000) {
  const kept = new Map<Key, Bucket>()
  const refillMs = (pace.burst / pace.perSecond) * 1000
  return (key: Key, at: number, cost = 1): boolean => {
    const bucket = kept.get(key) ?? fullBucket(pace, at)
    // The one used last stands last.
    kept.delete(key)
    kept.set(key, bucket)
    for (const [oldest, { at: used }] of kept) {
      if (kept.size <= most && at - used < refillMs) break
      kept.delete(oldest)
    }
    return take(bucket, pace, at, cost)
  }
}
