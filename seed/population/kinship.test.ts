import { describe, expect, test } from '@jest/globals'
import { dayOf } from './days.ts'
import { type Draft, maritalStatusOf, wed } from './draft.ts'
import { relationshipTo } from './kinship.ts'
import type { Sex } from './names.ts'

function person(sex: Sex, birth: string, parents: readonly [Draft | null, Draft | null] = [null, null]): Draft {
  const name = { family: 'Nguyễn', middle: 'Văn', given: 'An' }
  const [father, mother] = parents
  return {
    sex,
    birth: dayOf(birth),
    ethnicity: '01',
    name,
    father,
    mother,
    spouse: null,
    marriage: null,
    death: null,
    alone: '1',
  }
}

const grandfather = person('MALE', '1940-01-01')
const grandmother = person('FEMALE', '1942-01-01')
const father = person('MALE', '1965-01-01', [grandfather, grandmother])
const aunt = person('FEMALE', '1968-01-01', [grandfather, grandmother])
const mother = person('FEMALE', '1967-01-01')
const son = person('MALE', '1992-01-01', [father, mother])
const daughter = person('FEMALE', '1995-01-01', [father, mother])
const sonsWife = person('FEMALE', '1993-01-01')
const daughtersHusband = person('MALE', '1993-01-01')
const grandson = person('MALE', '2018-01-01', [son, sonsWife])
wed(grandfather, grandmother, dayOf('1963-01-01'))
wed(father, mother, dayOf('1990-01-01'))
wed(son, sonsWife, dayOf('2016-01-01'))
wed(daughtersHusband, daughter, dayOf('2019-01-01'))

describe('the relationship towards the head follows from parents and spouses', () => {
  test.each([
    ['the head', father, father, '01'],
    ['wife', father, mother, '02'],
    ['husband', mother, father, '03'],
    ['son', father, son, '04'],
    ['daughter', mother, daughter, '04'],
    ['daughter-in-law', father, sonsWife, '06'],
    ['son-in-law', mother, daughtersHusband, '07'],
    ['father', father, grandfather, '08'],
    ['mother', father, grandmother, '09'],
    ['father of the husband', mother, grandfather, '10'],
    ['mother of the husband', mother, grandmother, '11'],
    ['grandfather', son, grandfather, '12'],
    ['grandmother', daughter, grandmother, '13'],
    ['grandson', father, grandson, '14'],
    ['sister', father, aunt, '15'],
    ['brother', daughter, son, '15'],
    ['great-grandson', grandfather, grandson, '98'],
  ])('%s', (_, head, other, code) => {
    expect(relationshipTo(head, other)).toBe(code)
  })
})

describe('the marital status', () => {
  test('is widowed for the one who outlived the other, married for the one who died first', () => {
    const husband = person('MALE', '1950-01-01')
    const wife = person('FEMALE', '1952-01-01')
    wed(husband, wife, dayOf('1975-01-01'))
    expect([maritalStatusOf(husband), maritalStatusOf(wife)]).toEqual(['2', '2'])
    husband.death = dayOf('2018-05-05')
    expect([maritalStatusOf(husband), maritalStatusOf(wife)]).toEqual(['2', '3'])
    wife.death = dayOf('2020-05-05')
    expect([maritalStatusOf(husband), maritalStatusOf(wife)]).toEqual(['2', '3'])
  })
})
