import { parentsFirst, readSheet } from './component-sheet.js';
import { readCsv } from './csv.js';

describe('A file of comma-separated values', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a,"b ""so"", c"\n', [['a', 'b "so", c']]],
    [
      'a,\n"x\ny",',
      [
        ['a', ''],
        ['x\ny', ''],
      ],
    ],
    ['\ufeffa', [['a']]],
    ['', []],
  ])('%j', (text, records) => {
    expect(readCsv(text)).toEqual(records);
  });

  it.each(['a"b', '"a', '"a"b'])('refuses %s', (text) => {
    expect(() => readCsv(`ok\n${text}`)).toThrow('row 2');
  });
});

describe('A sheet of components', () => {
  it('names its columns in any order, takes lists with blanks or semicolons, and counts the header', () => {
    expect(readSheet('Hosts, name,owner\n"db[1101,1103] db2*",db,"Data, Inc"\n\ncp3066;cp3067,cp,\n')).toEqual([
      { row: 2, fields: { hosts: ['db[1101,1103]', 'db2*'], name: 'db', ownerTeam: 'Data, Inc' } },
      { row: 4, fields: { hosts: ['cp3066', 'cp3067'], name: 'cp', ownerTeam: '' } },
    ]);
  });

  it.each([
    ['', 'empty'],
    ['title\nx', 'no column "name"'],
    ['name,colour\nx,red', 'colour'],
    ['name,name\nx,y', 'twice'],
  ])('refuses the file %j whole', (text, words) => {
    expect(() => readSheet(text)).toThrow(words);
  });

  it('says of a row what is wrong with it, and nothing of those beside it', () => {
    const rows = readSheet('name,title\na,A,more\nb,B\nb,C\n');
    expect(rows.map(({ row, problem }) => [row, problem?.code])).toEqual([
      [2, 'cells'],
      [3, undefined],
      [4, 'named-twice'],
    ]);
  });

  it('puts parents before their parts', () => {
    const rows = readSheet('name,parent\nc,b\nb,a\na,\nd,elsewhere\n');
    expect(parentsFirst(rows).map(({ fields }) => fields['name'])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('says of the rows that make a loop that they do, and nothing of what is below them', () => {
    const rows = readSheet('name,parent\nx,y\ny,z\nz,x\nme,me\nbelow,x\n');
    expect(parentsFirst(rows).map(({ fields, problem }) => [fields['name'], problem?.code])).toEqual([
      ['z', 'loop'],
      ['y', 'loop'],
      ['x', 'loop'],
      ['me', 'loop'],
      ['below', undefined],
    ]);
  });
});
