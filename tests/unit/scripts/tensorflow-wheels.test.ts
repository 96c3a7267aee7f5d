import { describe, expect, it } from 'vitest';
import { chooseWheel, cudaRequirements } from '../../../scripts/setup/tensorflow-wheels.mjs';

describe('the wheel that carries libtensorflow', () => {
  it('is the CPU package on Linux without a GPU', () => {
    const wheel = chooseWheel({ platform: 'linux', arch: 'x64', device: 'cpu' });
    expect(wheel).toMatchObject({ requirement: 'tensorflow-cpu==2.21.0', withCuda: false });
    expect(wheel?.platforms).toContain('manylinux_2_27_x86_64');
  });

  it('is the full package with CUDA on Linux with an NVIDIA GPU', () => {
    expect(chooseWheel({ platform: 'linux', arch: 'x64', device: 'cuda' })).toMatchObject({
      requirement: 'tensorflow==2.21.0',
      withCuda: true,
    });
  });

  it('is the arm64 one on Apple silicon and on Linux for ARM', () => {
    expect(chooseWheel({ platform: 'darwin', arch: 'arm64', device: 'cpu' })).toMatchObject({
      requirement: 'tensorflow==2.21.0',
      platforms: ['macosx_14_0_arm64'],
      libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
    });
    expect(chooseWheel({ platform: 'linux', arch: 'arm64', device: 'cpu' })?.platforms).toContain(
      'manylinux_2_27_aarch64',
    );
  });

  it.each([
    { platform: 'win32', arch: 'x64' },
    { platform: 'darwin', arch: 'x64' },
    { platform: 'linux', arch: 'x64', cLibrary: 'musl' },
  ])('does not exist for $platform $arch $cLibrary', (computer) => {
    expect(chooseWheel({ ...computer, device: 'cpu' })).toBeNull();
  });
});

describe('the CUDA libraries that a wheel asks for', () => {
  const metadata = [
    'Name: tensorflow',
    'Requires-Dist: numpy>=1.26.0',
    'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
    'Requires-Dist: nvidia-cuda-nvcc-cu12<13.0,>=12.5.82; extra == "and-cuda"',
    "Requires-Dist: nvidia-cudnn-cu12 (<10.0,>=9.3.0.75) ; extra == 'and-cuda'",
    'Requires-Dist: tensorflow-gcs-filesystem; extra == "gcs"',
  ].join('\n');

  it('are those of its extra and-cuda, as pip understands them, without the compiler', () => {
    expect(cudaRequirements(metadata)).toEqual([
      'nvidia-cublas-cu12<13.0,>=12.5.3.2',
      'nvidia-cudnn-cu12<10.0,>=9.3.0.75',
    ]);
  });
});
