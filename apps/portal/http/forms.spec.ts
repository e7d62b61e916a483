import { formFields } from './forms.js';

it('gives all values of a field that is there several times', () => {
  expect({ ...formFields('a=1&b=2&a=3') }).toEqual({ a: ['1', '3'], b: '2' });
});

it('has no fields but those of the form, whatever they are called', () => {
  expect(Object.keys(formFields('__proto__=1'))).toEqual(['__proto__']);
  expect(formFields('')['constructor']).toBeUndefined();
});

it.each(['a=%ff', 'a=%00'])('refuses %s, which is no text', (body) => {
  expect(() => formFields(body)).toThrow('not text');
});
