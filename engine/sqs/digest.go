package sqs

import (
	"crypto/md5" //nolint:gosec // SQS's digests are MD5
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"skylab/engine/aws"
)

func digest(data []byte) string {
	sum := md5.Sum(data) //nolint:gosec // as SQS does
	return hex.EncodeToString(sum[:])
}

// digestOf is the MD5 of message attributes in SQS's encoding (developer
// guide, "Calculating the MD5 message digest for message attributes"), "" for
// none.
func digestOf(attributes []aws.MessageAttribute) string {
	if len(attributes) == 0 {
		return ""
	}
	sorted := slices.SortedFunc(slices.Values(attributes), func(a, b aws.MessageAttribute) int { return strings.Compare(a.Name, b.Name) })
	var b []byte
	put := func(text []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text))) //nolint:gosec // below 1 MiB
		b = append(b, text...)
	}
	for _, a := range sorted {
		put([]byte(a.Name))
		put([]byte(a.DataType))
		if strings.HasPrefix(a.DataType, "Binary") {
			b = append(b, 2)
			put(a.Binary)
			continue
		}
		b = append(b, 1)
		put([]byte(a.Value))
	}
	return digest(b)
}
