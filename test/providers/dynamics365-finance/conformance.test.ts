import { conforms } from '../conformance.ts'
import { conformant } from './conformant.ts'

await conforms(conformant)
