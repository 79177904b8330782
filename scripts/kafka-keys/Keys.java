import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/** Prints the keys that this Kafka declares, a line each: scope, key, type, what its validator says of itself. */
public class Keys {
    public static void main(String[] args) throws Exception {
        print("broker", "kafka.server.KafkaConfig", "org.apache.kafka.server.config.AbstractKafkaConfig");
        print("topic", "org.apache.kafka.storage.internals.log.LogConfig");
        print("producer", "org.apache.kafka.clients.producer.ProducerConfig");
        print("consumer", "org.apache.kafka.clients.consumer.ConsumerConfig");
    }

    /** The first of the classes that has a ConfigDef tells; which one has it differs by version. */
    private static void print(String scope, String... classes) throws Exception {
        for (String name : classes) {
            ConfigDef def = find(name);
            if (def == null) continue;
            for (Map.Entry<String, ConfigDef.ConfigKey> entry : new TreeMap<>(def.configKeys()).entrySet()) {
                ConfigDef.ConfigKey key = entry.getValue();
                if (key.internalConfig) continue;
                String validator = key.validator == null ? "" : key.validator.toString().replaceAll("\\s+", " ");
                System.out.println(String.join("\t", scope, entry.getKey(), key.type.name(), validator));
            }
            return;
        }
        throw new IllegalStateException("no ConfigDef of " + scope);
    }

    private static ConfigDef find(String name) throws Exception {
        Class<?> type;
        try {
            type = Class.forName(name);
        } catch (ClassNotFoundException absent) {
            return null;
        }
        for (Class<?> from = type; from != null; from = from.getSuperclass()) {
            for (String method : new String[] {"configDef", "configDefCopy"}) {
                try {
                    return (ConfigDef) from.getMethod(method).invoke(null);
                } catch (NoSuchMethodException absent) {
                    // It is another method there, or a field.
                }
            }
            ConfigDef largest = null;
            for (Field field : from.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) || !ConfigDef.class.isAssignableFrom(field.getType())) continue;
                field.setAccessible(true);
                ConfigDef def = (ConfigDef) field.get(null);
                if (largest == null || def.configKeys().size() > largest.configKeys().size()) largest = def;
            }
            if (largest != null) return largest;
        }
        return null;
    }
}
