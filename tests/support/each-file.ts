import { afterAll, afterEach } from 'vitest'
import { checkTest, closeFile } from './lifetime.ts'

afterEach(checkTest)
afterAll(closeFile)
