// Units of lengths that are the same wherever they stand, in pixels (CSS Values 4, section 6).

export const PIXEL_UNITS = {
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
};
export const FIXED_UNITS = { ...PIXEL_UNITS, rem: 16 };

// Those of the view, as it is, at its smallest, largest, or now; and where no container is, of the view, too. A
// hundredth of its sides is given.
export function viewUnits(across, down) {
  const units = {};
  for (const prefix of ["v", "sv", "lv", "dv", "cq"]) {
    for (const side of ["w", "i"]) units[prefix + side] = across;
    for (const side of ["h", "b"]) units[prefix + side] = down;
    units[`${prefix}min`] = Math.min(across, down);
    units[`${prefix}max`] = Math.max(across, down);
  }
  return units;
}
