package progress

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
)

// nobody is the device of records that came without an id.
const nobody = "000000000000"

// newDevice is a random name for a file of records, so that two learners'
// first answers are two records.
func newDevice() string {
	var b [6]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// identify makes the id of a record: the device where it was made, its number
// there, and a hash of both and of the content. The number tells equal
// answers apart; the hash tells apart what two copies of one file went on to
// record, and shows damage.
func identify(device string, seq int64, r Record) string {
	content := binary.BigEndian.AppendUint64(make([]byte, 0, 256), uint64(seq))
	content = binary.BigEndian.AppendUint64(content, uint64(r.At.UnixNano()))
	for _, text := range [...]string{device, r.Kind, r.Chapter, r.Item} {
		content = binary.AppendUvarint(content, uint64(len(text))) // so that "ab","c" is not "a","bc"
		content = append(content, text...)
	}
	sum := sha256.Sum256(append(content, r.Data...))
	id := strconv.AppendInt(append([]byte(device), '-'), seq, 10)
	return string(hex.AppendEncode(append(id, '-'), sum[:8]))
}

// Genuine tells whether the id fits the content: a record that was damaged or
// edited after it was made is not genuine.
func (r Record) Genuine() bool {
	device, rest, _ := strings.Cut(r.ID, "-")
	number, _, _ := strings.Cut(rest, "-")
	seq, err := strconv.ParseInt(number, 10, 64)
	return err == nil && r.ID == identify(device, seq, r)
}
