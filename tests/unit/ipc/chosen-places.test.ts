import path from 'node:path';
import { expect, it } from 'vitest';
import { ChosenPlaces } from '../../../src-main/ipc/chosen-places';

it('lets files be written where the user chose, and into a folder that was chosen', () => {
  const places = new ChosenPlaces();
  const folder = path.resolve('chosen');
  places.add(folder);
  for (const place of [folder, path.join(folder, 'run.zip'), `${folder}/other/../run.zip`])
    expect(() => places.check(place)).not.toThrow();
  for (const place of [path.join(folder, '..', 'run.zip'), path.join(folder, 'deep', 'run.zip')])
    expect(() => places.check(place)).toThrow('was not chosen');
});
