package traffic

import (
	"bytes"
	"strconv"
)

// Azure is the process as a file that ReadAzure reads, with one line: what is
// left of a file of thousands of functions when it becomes part of a world.
func (p Replay) Azure() []byte {
	var head, line bytes.Buffer
	head.WriteString("HashOwner,HashApp,HashFunction,Trigger")
	line.WriteString("all,all,all,all")
	for i, n := range p.Counts {
		head.WriteByte(',')
		head.WriteString(strconv.Itoa(i + 1))
		line.WriteByte(',')
		line.WriteString(strconv.Itoa(n))
	}
	head.WriteByte('\n')
	line.WriteByte('\n')
	return append(head.Bytes(), line.Bytes()...)
}
