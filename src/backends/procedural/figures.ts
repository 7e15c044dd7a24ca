/** What the backend draws with, in one module, so that it is loaded in one step and when the first picture is wanted. */
export { person } from './person.ts';
export { conceptPicture, directionsPicture, statuePicture } from './pictures.ts';
export { statue } from './statue.ts';
