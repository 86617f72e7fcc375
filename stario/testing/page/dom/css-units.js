// Units of lengths that are the same wherever they stand, in pixels (CSS Values 4, section 6).

export const FIXED_UNITS = {
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
  rem: 16,
};
