import {en} from './strings-en.js';
import {zh} from './strings-zh.js';

export const languages = {'zh-CN': zh, en};
