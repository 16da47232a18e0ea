package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// hostNames are the functions of the host as the scripts under js call them:
// host.print(…). The number of each is its place here.
const hostNames = `print now elapsed uptime settle defer fail answering timer call cancel ref tick exit charge memory
	lib resolve source commands random hash encode decode url
	read write remove list stat mkdir rename
	imageConfig imageDecode imageResize imageEncode`

// hostTable are the functions in that order.
var hostTable = sync.OnceValue(func() []hostFunc {
	return []hostFunc{hostPrint, hostNow, hostElapsed, hostUptime, hostSettle, hostDefer, hostFail, hostAnswering,
		hostTimer, hostCallWorld, hostCancel, hostRef, hostTick, hostExit, hostCharge, hostMemory,
		hostLib, hostResolve, hostSource, hostCommands, hostRandom, hostHash, hostEncode, hostDecode, hostURL,
		hostRead, hostWrite, hostRemove, hostList, hostStat, hostMkdir, hostRename,
		hostImageConfig, hostImageDecode, hostImageResize, hostImageEncode}
})

var hostCallRE = regexp.MustCompile(`\bhost\.(\w+)\(`)

// numbered writes host(4, …) for host.settle(…). It panics on an unknown name:
// a mistake in a script of this package.
func numbered(script string) string {
	names := strings.Fields(hostNames)
	return hostCallRE.ReplaceAllStringFunc(script, func(call string) string {
		name := hostCallRE.FindStringSubmatch(call)[1]
		i := slices.Index(names, name)
		if i < 0 {
			panic("sandbox: no host function " + name)
		}
		return fmt.Sprintf("host(%d, ", i)
	})
}
