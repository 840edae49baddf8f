// Lists the examples of the playground.
const list = document.getElementById('examples');
fetch('playground/examples.json')
  .then((response) => response.json())
  .then((examples) => {
    for (const { name, title } of examples) {
      const link = Object.assign(document.createElement('a'), { href: `playground?example=${name}`, textContent: title });
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
  });
