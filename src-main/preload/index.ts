/** The one bridge between a window and the main process. It only carries messages; main checks them. */
import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron';
import type { Bridge } from '../../src-shared/contract/channels';
import { eventChannel, REQUEST_CHANNEL } from '../../src-shared/contract/transport';

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(REQUEST_CHANNEL, name, input),
  subscribe(name, listener) {
    const channel = eventChannel(name);
    const relay = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(channel, relay);
    return () => ipcRenderer.removeListener(channel, relay);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('unroll', bridge);
