package s3

import (
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// userMetadata is what S3 keeps of an object's own metadata: names travel as
// headers, so they are in small letters, and the values of names that differ
// in letter size alone become one. Names and values may have 2 KB together.
//
// fidelity: s3.metadata
func userMetadata(given map[string]string) (map[string]string, error) {
	if given == nil {
		return nil, nil
	}
	kept, size := make(map[string]string, len(given)), 0
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value, key := given[name], strings.ToLower(name)
		size += len(name) + len(value)
		if before, twice := kept[key]; twice {
			value = before + "," + value
		}
		kept[key] = value
	}
	if size > maxMetadata {
		return nil, fail(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size",
			aws.Field{Name: "Size", Value: int64(size)}, aws.Field{Name: "MaxSizeAllowed", Value: int64(maxMetadata)})
	}
	return kept, nil
}
