package aws

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Decode fills in, a pointer to an input struct, from a JSON object with AWS's
// member names, as --cli-input-json and the SDKs give it. A member that the
// struct does not have is an error that names it.
func Decode(data []byte, in any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(in); err != nil {
		return err
	}
	if d.More() {
		return fmt.Errorf("there is more after the JSON value")
	}
	return nil
}

// DecodeBlobs is Decode for programs that hand bytes over beside the JSON: an
// object {"$blob": i} stands for blobs[i].
func DecodeBlobs(data []byte, blobs [][]byte, in any) error {
	if len(blobs) == 0 {
		return Decode(data, in)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	data, err := json.Marshal(inline(v, blobs))
	if err != nil {
		return err
	}
	return Decode(data, in)
}

func inline(v any, blobs [][]byte) any {
	switch v := v.(type) {
	case map[string]any:
		if i, ok := v["$blob"].(float64); ok && int(i) >= 0 && int(i) < len(blobs) {
			return blobs[int(i)]
		}
		for k := range v {
			v[k] = inline(v[k], blobs)
		}
	case []any:
		for i := range v {
			v[i] = inline(v[i], blobs)
		}
	}
	return v
}

// Blobs takes the top-level byte members out of an output struct: it returns
// the output's Tree as JSON with {"$blob": i} in their place.
func Blobs(out any) (data []byte, blobs [][]byte, err error) {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		data, err = json.Marshal(Tree(out))
		return data, nil, err
	}
	o := object(v)
	for _, m := range Members(v.Type()) {
		f := v.Field(m.Index)
		if f.Kind() != reflect.Slice || f.Type().Elem().Kind() != reflect.Uint8 || f.Len() == 0 && !m.Output {
			continue
		}
		ref := Object{{"$blob", int64(len(blobs))}}
		blobs = append(blobs, f.Bytes())
		o = set(o, m.Wire, ref)
	}
	data, err = json.Marshal(o)
	return data, blobs, err
}

func set(o Object, name string, v any) Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
			return o
		}
	}
	return append(o, Field{name, v})
}
