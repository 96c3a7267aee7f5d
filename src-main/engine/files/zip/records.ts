/** Record layouts of ZIP archives: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.9, 4.3.12 and 4.3.16. */
export const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 } as const;
export const DIRECTORY_ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
export const END_OF_DIRECTORY = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff } as const;

/** The one method of compression that is read and written: none. */
export const STORED = 0;

/** Bits of an entry's flags. */
export const FLAGS = { encrypted: 1 << 0, describedBehind: 1 << 3, utf8Name: 1 << 11 } as const;

/** Sizes and offsets from here on stand in records of ZIP64, which these archives do without. */
export const LARGEST = 0xffffffff;
