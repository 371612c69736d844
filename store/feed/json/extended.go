package json

import "github.com/valyala/fastjson"

// Databases of documents write values that JSON has no type for as objects with one key, such
// as {"$oid": "507f1f77bcf86cd799439011"} or {"$date": {"$numberLong": "1793577600000"}}.

// typeKeys are the keys of such objects.
var typeKeys = map[string]bool{
	"$oid": true, "$date": true, "$numberLong": true, "$numberInt": true, "$numberDouble": true, "$numberDecimal": true, "$uuid": true, "$symbol": true,
}

// unwrapped is the value that an object with the key of a type stands for; other values are
// returned as they are.
func unwrapped(v *fastjson.Value) *fastjson.Value {
	inner := v
	for depth := 0; inner.Type() == fastjson.TypeObject; depth++ {
		object, err := inner.Object()
		if err != nil || depth == 2 || object.Len() != 1 {
			return v
		}
		inner = nil
		object.Visit(func(key []byte, value *fastjson.Value) {
			if typeKeys[string(key)] {
				inner = value
			}
		})
		if inner == nil {
			return v
		}
	}
	if inner.Type() == fastjson.TypeArray {
		return v
	}
	return inner
}
