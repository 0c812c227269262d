/** The population that the tests share; small enough to be made in seconds, large enough for every planted conflict. */
export const testPersons = 2_000
export const testSeed = 'test'
