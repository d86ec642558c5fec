// Lambert's conformal conic projection with the parallels usual for maps of China (25° and 47° north, about 105° east), on a
// sphere of radius 1: to x to the right and y downwards.
const radians = (degrees) => (degrees * Math.PI) / 180;
const CONE = (() => {
  const [south, north] = [radians(25), radians(47)];
  const slope = (latitude) => Math.tan(Math.PI / 4 + latitude / 2);
  const power = Math.log(Math.cos(south) / Math.cos(north)) / Math.log(slope(north) / slope(south));
  return { power, scale: (Math.cos(south) * slope(south) ** power) / power, slope };
})();

function project(longitude, latitude) {
  const radius = CONE.scale / CONE.slope(radians(latitude)) ** CONE.power;
  const angle = CONE.power * radians(longitude - 105);
  return [radius * Math.sin(angle), -radius * -Math.cos(angle)];
}

const pointsFrom = (words) => words.split(" ").map((pair) => project(...pair.split(",").map(Number)));
const ringPath = (words, closed = true) => `M${pointsFrom(words).map(([x, y]) => `${x.toFixed(4)} ${y.toFixed(4)}`).join("L")}${closed ? "Z" : ""}`;

// The window that shows all points clear of the margins, in pixels of the box: { x, y, width, height } of the map.
function windowOn(points, box, least, margin = { left: 0, right: 0, top: 0, bottom: 0 }) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = { width: box.width - margin.left - margin.right, height: box.height - margin.top - margin.bottom };
  const unit = Math.max((right - left) / room.width, (bottom - top) / room.height, least / box.width); // of the map, a pixel
  return {
    x: (left + right) / 2 - unit * (margin.left + room.width / 2), y: (top + bottom) / 2 - unit * (margin.top + room.height / 2),
    width: unit * box.width, height: unit * box.height,
  };
}
