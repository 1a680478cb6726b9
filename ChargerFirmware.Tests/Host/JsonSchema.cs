using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChargerFirmware.Tests.Host;

/// <summary>As much of JSON Schema (2020-12) as the description of the charger's interface uses; an unknown keyword is an error, so that nothing is believed to be checked that is not.</summary>
public sealed class JsonSchema(JsonNode document)
{
    private static readonly string[] Notes = ["description"];

    /// <summary>What is wrong with the value, place by place; empty when it is right.</summary>
    public IReadOnlyList<string> Check(JsonNode? value, JsonNode schema)
    {
        List<string> errors = [];
        Check(value, schema.AsObject(), "$", errors);
        return errors;
    }

    /// <summary>Where a value has members that the schema does not describe.</summary>
    public IReadOnlyList<string> FindUndescribed(JsonNode? value, JsonNode schema)
    {
        List<string> places = [];
        FindUndescribed(value, Resolve(schema.AsObject()), "$", places);
        return places;
    }

    public JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"] is { } reference)
        {
            JsonNode at = document;
            foreach (string name in ((string)reference!)["#/".Length..].Split('/'))
            {
                at = at[name] ?? throw new KeyNotFoundException((string)reference!);
            }

            schema = at.AsObject();
        }

        return schema;
    }

    private static string TypeOf(JsonNode? value)
    {
        return value == null ? "null" : value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.ToJsonString().Contains('.') ? "number" : "integer",
            _ => "boolean",
        };
    }

    private void Check(JsonNode? value, JsonObject schema, string place, List<string> errors)
    {
        schema = Resolve(schema);
        foreach ((string keyword, JsonNode? rule) in schema.Where(pair => !Notes.Contains(pair.Key)))
        {
            string? error = keyword switch
            {
                "type" => (rule is JsonArray types ? types.Select(type => (string)type!) : [(string)rule!]).Contains(TypeOf(value)) ? null : "is " + TypeOf(value),
                "const" => JsonNode.DeepEquals(value, rule) ? null : "is not " + rule,
                "enum" => rule!.AsArray().Any(option => JsonNode.DeepEquals(value, option)) ? null : "is none of the options: " + value,
                "minLength" => value!.ToString().Length >= (int)rule! ? null : "is too short",
                "maxLength" => value!.ToString().Length <= (int)rule! ? null : "is too long",
                "required" => rule!.AsArray().FirstOrDefault(name => value is JsonObject members && !members.ContainsKey((string)name!)) is { } missing ? "has no " + missing : null,
                "properties" or "additionalProperties" or "items" => null,
                _ => throw new NotSupportedException(keyword),
            };
            if (error != null)
            {
                errors.Add(place + " " + error);
            }
        }

        CheckParts(value, schema, place, errors);
    }

    private void CheckParts(JsonNode? value, JsonObject schema, string place, List<string> errors)
    {
        if (value is JsonArray list && schema["items"] is JsonObject items)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Check(list[i], items, place + "[" + i + "]", errors);
            }
        }

        if (value is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members)
            {
                if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject rule)
                {
                    Check(member, rule, place + "." + name, errors);
                }
            }
        }
    }

    private void FindUndescribed(JsonNode? value, JsonObject schema, string place, List<string> places)
    {
        if (value is JsonArray list && schema["items"] is JsonObject items)
        {
            foreach (JsonNode? item in list)
            {
                FindUndescribed(item, Resolve(items), place + "[]", places);
            }
        }

        if (value is not JsonObject members)
        {
            return;
        }

        foreach ((string name, JsonNode? member) in members)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject rule)
            {
                FindUndescribed(member, Resolve(rule), place + "." + name, places);
            }
            else
            {
                places.Add(place + "." + name);
            }
        }
    }
}
