// Lambda calls this function once for every event.
export const handler = async (event) => {
  console.log("somebody called");
  return { message: `Hello, ${event?.name ?? "Halden"}!` };
};
