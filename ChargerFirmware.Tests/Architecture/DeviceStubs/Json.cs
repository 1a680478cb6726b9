using System;

namespace nanoFramework.Json;

public class JsonSerializerOptions
{
    public bool PropertyNameCaseInsensitive { get; set; }

    public bool ThrowExceptionWhenPropertyNotFound { get; set; }
}

public static class JsonConvert
{
    public static object DeserializeObject(string value, Type type, JsonSerializerOptions options)
    {
        return new object();
    }
}
