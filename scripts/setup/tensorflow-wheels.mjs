/** The TensorFlow release whose C library the engine runs on. */
export const tensorflowVersion = '2.21.0';

const linuxTags = (architecture) => [
  `manylinux_2_28_${architecture}`,
  `manylinux_2_27_${architecture}`,
  `manylinux_2_17_${architecture}`,
  `manylinux2014_${architecture}`,
];

/**
 * The Python wheel that carries libtensorflow for a computer, or null where none does: Windows wheels hold no C
 * library to link with, Intel Macs have no current wheel, and wheels are built for glibc only.
 *
 * @param {{ platform: string, arch: string, cLibrary?: string, device: 'cpu' | 'cuda' }} computer
 * @returns {{ requirement: string, platforms: string[], withCuda: boolean, libraries: string[] } | null} `libraries`:
 *   the files to take from the wheel's folder `tensorflow/`
 */
export function chooseWheel({ platform, arch, cLibrary = 'glibc', device }) {
  if (platform === 'darwin' && arch === 'arm64') {
    return {
      requirement: `tensorflow==${tensorflowVersion}`,
      platforms: ['macosx_14_0_arm64'],
      withCuda: false,
      libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
    };
  }
  if (platform !== 'linux' || cLibrary !== 'glibc') return null;
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  if (arch === 'x64') {
    const packageName = device === 'cuda' ? 'tensorflow' : 'tensorflow-cpu';
    const requirement = `${packageName}==${tensorflowVersion}`;
    return { requirement, platforms: linuxTags('x86_64'), withCuda: device === 'cuda', libraries };
  }
  if (arch === 'arm64') {
    const requirement = `tensorflow==${tensorflowVersion}`;
    return { requirement, platforms: linuxTags('aarch64'), withCuda: false, libraries };
  }
  return null;
}

/**
 * The requirements of a wheel's extra `and-cuda` (NVIDIA's runtime libraries), from its METADATA text.
 *
 * The compiler package (nvcc) is left out, except for what TensorFlow needs of it at run time: `ptxas` and `libdevice`
 * compile kernels only under XLA, which the engine does not use.
 */
export function cudaRequirements(metadata) {
  return [...metadata.matchAll(/^Requires-Dist: (.+?)\s*;\s*extra == ["']and-cuda["']/gm)]
    .map((match) => match[1].replace(/[()\s]/g, ''))
    .filter((requirement) => !requirement.startsWith('nvidia-cuda-nvcc'));
}
