/** Brings the bell's list and the dialog of one's own choices: one function, so that whoever has brought one has both at once. */
export const loadTogether = () => import("./together");
