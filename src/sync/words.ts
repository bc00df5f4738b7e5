import type { ProviderCode } from '../domain/vocabulary.ts'
import { findProvider } from '../providers/registry.ts'

/** "14:03:05 UTC". */
export const timeOf = (instant: string): string => `${new Date(instant).toISOString().slice(11, 19)} UTC`

export const nameOf = (provider: ProviderCode): string => findProvider(provider)?.name ?? provider
