// Before the first paint, so that the page doesn't flash in the other theme.
try {
  const theme = localStorage.getItem("roentgen.theme");
  if (theme === "dark" || theme === "light") {
    document.documentElement.dataset.theme = theme;
  }
} catch (e) {
  // No storage: the system's preference it is.
}
