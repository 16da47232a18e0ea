package console

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// unpacker turns the words of flags into trees as the CLI's parameters: the
// shapes that JSON has, and []byte for blobs read from fileb://.
type unpacker struct {
	s       *Session
	lenient bool // a recorded call: what the CLI would refuse passes
}

// paramfile reads what file:// or fileb:// names; is tells whether the word
// names one.
func (u unpacker) paramfile(flag, word string) (v any, is bool, err error) {
	path, text := strings.CutPrefix(word, "file://")
	bin := false
	if !text {
		if path, bin = strings.CutPrefix(word, "fileb://"); !bin {
			return nil, false, nil
		}
	}
	data, err := u.s.read(path)
	if bin && errors.Is(err, errIsDir) {
		data, err = zipFolder(u.s.files, path)
	}
	if err != nil {
		return nil, true, invalid("Error parsing parameter '%s': Unable to load paramfile %s: %s", flag, word, errno(path, err))
	}
	if bin {
		return data, true, nil
	}
	if !isText(data) {
		return nil, true, invalid("Error parsing parameter '%s': Unable to load paramfile (%s), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.", flag, path)
	}
	return string(data), true, nil
}

// argument unpacks the words of one flag.
func (u unpacker) argument(op *aws.Operation, a argument, words []string) (any, error) {
	t := elem(a.member.Type)
	if streaming(op, a.member) {
		return u.stream(a.flag, words[0])
	}
	var v any = words
	if a.kind != list {
		v = words[0]
	}
	if len(words) == 1 {
		loaded, is, err := u.paramfile(a.flag, words[0])
		if err != nil {
			return nil, err
		}
		if is {
			v = loaded
			if data, bin := loaded.([]byte); bin && !aws.IsBlob(t) {
				v = string(data)
			}
		}
	}
	if isZip(a.member) && !u.lenient {
		return checkZip(v)
	}
	return u.unpack(a.flag, t, v)
}

// streaming tells whether the CLI takes the member's flag for the path of a
// file (`aws s3api put-object --body photo.png`); botocore's models mark such
// blobs, ours do not, so they are named here.
func streaming(op *aws.Operation, m aws.Member) bool {
	return op.Service == "s3api" && m.Name == "Body"
}

func (u unpacker) stream(flag, path string) (any, error) {
	if data, err := u.s.read(path); err == nil {
		return data, nil
	}
	return nil, invalid("Error parsing parameter '%s': Blob values must be a path to a file.", flag)
}

// unpack makes a value of the type's shape from a word or words.
func (u unpacker) unpack(flag string, t reflect.Type, v any) (any, error) {
	t = elem(t)
	if data, ok := v.([]byte); ok {
		return data, nil
	}
	switch kindOf(t) {
	case complex:
		return u.structure(flag, t, v.(string))
	case list:
		return u.list(flag, t, v)
	}
	return u.scalar(t, v.(string))
}

func (u unpacker) scalar(t reflect.Type, word string) (any, error) {
	switch t.Kind() {
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(strings.TrimSpace(word), 10, 64)
		if err != nil {
			return nil, general("invalid literal for int() with base 10: '%s'", word)
		}
		return n, nil
	case reflect.Float64:
		f, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil {
			return nil, general("could not convert string to float: '%s'", word)
		}
		return f, nil
	case reflect.Bool:
		return !strings.EqualFold(word, "false"), nil
	}
	return word, nil
}

func (u unpacker) list(flag string, t reflect.Type, v any) (any, error) {
	words, ok := v.([]string)
	if !ok {
		words = []string{v.(string)}
	}
	if len(words) == 1 && strings.HasPrefix(strings.TrimSpace(words[0]), "[") {
		return u.json(flag, words[0])
	}
	out := []any{}
	for _, w := range words {
		v, err := u.unpack(flag, t.Elem(), w)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// structure reads JSON where the word begins as JSON, and else shorthand.
func (u unpacker) structure(flag string, t reflect.Type, word string) (any, error) {
	if strings.HasPrefix(strings.TrimSpace(word), "{") {
		return u.json(flag, word)
	}
	load := func(v string) (any, error) {
		got, is, err := u.paramfile(flag, v)
		if is || err != nil {
			return got, err
		}
		return v, nil
	}
	if only := elem(t); only.Kind() == reflect.Struct && only.NumField() == 1 && only.Field(0).Name == "Value" && only.Field(0).Type.Kind() == reflect.String && !strings.Contains(word, "=") {
		return aws.Object{{Name: "Value", Value: word}}, nil // as the CLI does (argprocess.py)
	}
	tree, err := parseShorthand(word, load)
	if err != nil {
		var f *failure
		if errors.As(err, &f) {
			return nil, err
		}
		return nil, invalid("Error parsing parameter '%s': %v", flag, err)
	}
	return coerce(t, tree)
}

func (u unpacker) json(flag, word string) (any, error) {
	v, err := parseJSON(word)
	if err != nil {
		return nil, invalid("Error parsing parameter '%s': Invalid JSON: %v\nJSON received: %s", flag, err, word)
	}
	return v, nil
}
