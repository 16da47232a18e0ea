package aws

// Why a plain request has no response, as codes of an Error; the message is
// curl's.
const (
	// CouldNotResolveHost: there is no such host in this world.
	CouldNotResolveHost = "CouldNotResolveHost"
	// ConnectionRefused: the host answers that nothing listens on the port.
	ConnectionRefused = "ConnectionRefused"
	// ConnectionTimedOut: nobody answers, or not in time.
	ConnectionTimedOut = "ConnectionTimedOut"
	// ConnectionReset: the connection was closed before there was a response.
	ConnectionReset = "ConnectionReset"
)

// CurlStatus is the exit status of curl for such a code (curl's manual, exit
// codes).
func CurlStatus(code string) int {
	switch code {
	case ConnectionRefused:
		return 7
	case ConnectionTimedOut:
		return 28
	case ConnectionReset:
		return 56
	case "MalformedURL":
		return 3
	}
	return 6
}
