"""Situations: teacher professional learning."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="learning-ka-1",
        level="KA",
        mrcdd=("2.1", "4.3"),
        right=2,
        es=Words(
            stem=(
                "Según una autoevaluación, tu punto débil es comentar el trabajo del alumnado con medios "
                "digitales. La oferta de cursos en línea es enorme y este trimestre puedes dedicarle unas "
                "veinte horas.\n\n"
                "¿Con qué criterio eliges?"
            ),
            options=(
                "Que tenga la mejor valoración, que sea general y que "
                "ofrezca vídeos y lecturas que aprovechar.",
                "Que sea breve, que permita empezar varios a la vez y que se "
                "puedan dejar los que no convenzan.",
                "Que trate ese punto, que su autoría y su fecha sean fiables "
                "y que haya que aplicarlo en el aula.",
                "Que quepa en esas horas, que reconozca muchos créditos y "
                "que toque ese punto entre otros temas.",
            ),
            why=(
                "Las valoraciones miden sobre todo si gustó, y un curso "
                "general apenas rozará tu punto débil.",
                "Empezar varios reparte las veinte horas y acaba en muchas introducciones.",
                "Responde a tu necesidad, se puede confiar en él y la "
                "práctica con tu grupo es lo que hace aprender.",
                "El crédito no garantiza que el curso trate lo que necesitas ni que lo practiques.",
            ),
        ),
        en=Words(
            stem=(
                "A self-assessment tells you that your weak spot is giving feedback on students' work by "
                "digital means. There is a vast number of online courses and you can set aside some twenty "
                "hours this term.\n\n"
                "By what criterion do you choose?"
            ),
            options=(
                "That it has the highest rating, covers a broad field, and "
                "offers videos and readings to pick from.",
                "That it is short, lets you begin several at once and lets "
                "you drop those that convince you least.",
                "That it deals with that point, has a sound author and date, "
                "and asks you to apply it in class.",
                "That it fits into those hours, awards plenty of credits, "
                "and touches on that point among others.",
            ),
            why=(
                "Ratings mostly say whether people enjoyed it, and a general "
                "course will barely touch your weak spot.",
                "Beginning several scatters the twenty hours and leaves you with a row of introductions.",
                "It meets your need, can be trusted, and practising with "
                "your own group is what makes it stick.",
                "Credits do not ensure that the course covers what you need or that you practise it.",
            ),
        ),
        difficulty=-0.05,
    ),
    Situation(
        code="learning-ka-2",
        level="KA",
        mrcdd=("2.3",),
        right=1,
        es=Words(
            stem=(
                "Una actividad de lectura en 2.º de Primaria te ha salido redonda y quieres contarla en una "
                "red social de docentes. Tienes fotos de la clase en plena tarea, un vídeo corto y los "
                "dibujos que firmaron los niños.\n\n"
                "¿Qué publicas?"
            ),
            options=(
                "El vídeo en un perfil cerrado para docentes que conoces, "
                "una explicación y un aviso de que se borrará.",
                "El diseño de la actividad, lo que funcionó y lo que no, y "
                "algún dibujo sin firma cedido por su familia.",
                "Las fotos de grupo de lejos, con el permiso de imagen de "
                "septiembre, y el guion y los materiales.",
                "Las fotos con un icono sobre las caras, los dibujos tal "
                "como están y unas líneas sobre la actividad.",
            ),
            why=(
                "Un perfil cerrado no impide guardar ni reenviar el vídeo mientras está publicado.",
                "A otros docentes les sirve el diseño, y nada de lo publicado permite identificar a un niño.",
                "Aquel permiso era para los canales del centro, no para tu cuenta personal.",
                "Ropa, lugar y firma siguen identificando, y un dibujo "
                "infantil también es obra de quien lo hizo.",
            ),
        ),
        en=Words(
            stem=(
                "A reading activity with your seven-year-olds went wonderfully and you want to tell other "
                "teachers about it on social media. You have photos of the class at work, a short video and "
                "drawings that the children signed.\n\n"
                "What do you post?"
            ),
            options=(
                "The video on a private profile for teachers you know, an "
                "explanation, and a note that it will be deleted.",
                "The design of the activity, what worked and what did not, "
                "and an unsigned drawing a family has agreed to.",
                "The group photos taken from a distance, under the picture "
                "consent of September, and plan and materials.",
                "The photos with an icon over the faces, the drawings as "
                "they are, and a few lines about the activity.",
            ),
            why=(
                "A private profile does not stop anyone from saving or passing on the video while it is up.",
                "The design is what helps other teachers, and nothing posted lets anyone identify a child.",
                "That consent was for the school's channels, not for your own account.",
                "Clothes, place and signature still identify, and a child's drawing is the child's own work.",
            ),
        ),
        difficulty=-0.15,
    ),
    Situation(
        code="learning-ka-3",
        level="KA",
        mrcdd=("2.1",),
        right=3,
        es=Words(
            stem=(
                "En un grupo de mensajería de docentes circula una imagen que dice: «Leer en pantalla "
                "reduce la comprensión un 40 %». No indica de qué estudio sale. Tu departamento ha de "
                "decidir si mantiene los libros digitales y alguien quiere usarla como argumento.\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Consultar a un asistente de inteligencia artificial si es "
                "cierto antes de llevar el dato a la reunión.",
                "Enseñar la imagen, avisar de que falta la fuente y que el "
                "departamento le dé el peso que considere oportuno.",
                "Preguntar en el grupo quién lo observa y en qué cursos, y "
                "contar en la reunión las respuestas obtenidas.",
                "Buscar el estudio original, leer con qué edades, textos y "
                "pruebas se hizo y llevarlo a la reunión.",
            ),
            why=(
                "Puede sonar seguro y citar estudios que no existen: habría que comprobarlo igual.",
                "Una cifra llamativa influye aunque se avise, y el departamento sigue sin poder valorarla.",
                "Reúne impresiones de quienes quieren contestar, no una comprobación del dato.",
                "Un porcentaje sin edades, textos ni medida no permite decidir sobre tu alumnado.",
            ),
        ),
        en=Words(
            stem=(
                "An image is going round a teachers' chat group: \"Reading on screen cuts comprehension by "
                '40%". It names no study. Your department has to decide whether to keep its digital '
                "textbooks, and someone wants to use it as an argument.\n\n"
                "What do you do?"
            ),
            options=(
                "Ask an AI assistant whether the figure is true before you "
                "take the image along to the meeting.",
                "Show the image and point out that the source is missing, so "
                "that colleagues can weigh it as they see fit.",
                "Ask the chat group who has noticed it and in which years, "
                "and report at the meeting what they reply.",
                "Look for the original study, read which ages, texts and "
                "tests it used and take that to the meeting.",
            ),
            why=(
                "It may sound sure and cite studies that do not exist: you "
                "would have to verify it all the same.",
                "A striking figure sways people even with a warning, and colleagues still cannot weigh it.",
                "It gathers impressions from those who care to answer, not a check on the figure.",
                "A percentage without ages, texts or measure gives you no "
                "ground to decide about your students.",
            ),
        ),
        difficulty=0.15,
    ),
    Situation(
        code="learning-ka-4",
        level="KA",
        mrcdd=("4.1",),
        right=3,
        es=Words(
            stem=(
                "Acabas de hacer un taller de rúbricas digitales que te ha convencido. Das Plástica a cinco "
                "grupos de ESO y el ponente os animó a ponerlas en marcha el lunes. Tu aula virtual permite "
                "crearlas, aunque aún no lo has intentado.\n\n"
                "¿Por dónde empiezas?"
            ),
            options=(
                "Por otro taller más avanzado, para dominar la herramienta "
                "antes de llevarla a clase con el alumnado.",
                "Por las plantillas del taller en los cinco grupos, para "
                "usar algo probado y ver qué resultados da cada uno.",
                "Por pasar tus tareas a rúbricas durante el verano, para "
                "arrancar el curso con el sistema completo.",
                "Por la rúbrica de una tarea en uno de los grupos, para ver "
                "qué cambia en los trabajos antes de ampliarla.",
            ),
            why=(
                "Otro taller aplaza la práctica, que es donde se aprende a describir niveles de trabajo.",
                "Están probadas con otras tareas: si no describen la tuya, el fallo se multiplica por cinco.",
                "Un sistema entero sin probar tendrá los mismos fallos en cada tarea, y llega meses después.",
                "Un ensayo pequeño con tu propia tarea enseña qué ajustar sin arriesgar cinco grupos.",
            ),
        ),
        en=Words(
            stem=(
                "You have come out of a workshop on digital rubrics convinced. You teach art to five "
                "secondary groups and the speaker urged people to begin on Monday. Your online classroom "
                "has a tool for rubrics, although you have yet to try it.\n\n"
                "Where do you start?"
            ),
            options=(
                "With a second, more advanced workshop, to master the tool "
                "before you bring it into the classroom.",
                "With the workshop's templates in the five groups, to use "
                "something tested and see what each one gets.",
                "With turning your tasks into rubrics over the summer, to "
                "open next year with a complete system.",
                "With a rubric for one task in one group, to see what "
                "changes in the work before you extend it to others.",
            ),
            why=(
                "Another workshop puts off practice, which is where one learns to describe levels of work.",
                "They were tested on other tasks: if they do not describe "
                "yours, the fault is multiplied by five.",
                "A whole system untried will repeat its faults in each task, and comes months later.",
                "A small trial on a task of your own shows what to adjust without risking five groups.",
            ),
        ),
        difficulty=0.05,
    ),
    Situation(
        code="learning-kd-1",
        level="KD",
        mrcdd=("2.2", "2.3"),
        right=1,
        es=Words(
            stem=(
                "Desde hace un año participas en una comunidad virtual de profesorado de Matemáticas. Has "
                "descargado varias propuestas que te funcionaron tras retocarlas a fondo. Ahora la "
                "coordinadora anima a los miembros a aportar.\n\n"
                "¿Qué aportación ayuda más?"
            ),
            options=(
                "Una carpeta con tus materiales, ordenada por temas y "
                "cursos, de la que puedan tomar lo que quieran.",
                "Una propuesta retocada, con su autoría, el grupo en que la "
                "usaste y los fallos que aún le ves.",
                "Una propuesta creada desde cero, con su enunciado, sus "
                "soluciones y un diseño que cuide la presentación.",
                "Una valoración con estrellas de lo que descargaste, con la "
                "que se orienten quienes busquen con prisa.",
            ),
            why=(
                "Sin contexto ni valoración hay que adivinar qué sirve, y quizá contenga cosas de otros.",
                "Devuelve a la comunidad lo aprendido al usarla y permite que otros sigan mejorándola.",
                "Puede ser útil, pero llega sin haber pasado por un aula y "
                "desaprovecha lo que sabes de las otras.",
                "Unas estrellas no dicen en qué grupo funcionó ni qué hubo que cambiar.",
            ),
        ),
        en=Words(
            stem=(
                "For a year you have belonged to an online community of mathematics teachers. You have "
                "downloaded several of its lesson plans, which worked for you after thorough changes. Now "
                "the coordinator is encouraging members to contribute.\n\n"
                "Which contribution helps most?"
            ),
            options=(
                "A folder with your materials, sorted by topic and year, "
                "from which people can take what they like.",
                "A lesson plan as you changed it, with its author, the group "
                "it was for and the faults it still has.",
                "A lesson plan made from scratch, with its worksheet, its "
                "solutions and a layout done with care.",
                "A star rating of what you downloaded, with which to guide "
                "those who come searching in a hurry.",
            ),
            why=(
                "Without context or comment people have to guess what is "
                "useful, and some may not be yours to give.",
                "It gives back what you learned by using it and lets others go on improving it.",
                "It may be useful, but comes untried in a classroom and "
                "wastes what you know about the others.",
                "Stars do not tell in which group it worked or what had to be changed.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="learning-kd-2",
        level="KD",
        mrcdd=("2.3", "3.1"),
        right=0,
        es=Words(
            stem=(
                "Una colega de otro centro y tú queréis observaros a distancia para mejorar las preguntas "
                "que hacéis en clase. Ella sugiere grabar sesiones completas y guardarlas en su nube "
                "personal, para comentarlas con calma.\n\n"
                "¿Qué le propones?"
            ),
            options=(
                "Grabar, con permiso de los centros, unos minutos de "
                "preguntas sin alumnado en plano y usar una pauta común.",
                "Conectaros por videollamada durante la clase, con el "
                "alumnado de espaldas, y compartir luego las impresiones.",
                "Escribir cada semana el relato de una clase, con sus "
                "preguntas, y señalar en él cuáles mejoraríais.",
                "Grabar las sesiones desde el fondo, con el alumnado de "
                "espaldas, y borrarlas de su nube antes de que acabe el curso.",
            ),
            why=(
                "Se recoge lo que queréis mejorar y nada más, en un lugar "
                "acordado y con algo concreto que observar.",
                "También muestra al alumnado a alguien de fuera, y sin pauta quedan impresiones generales.",
                "Cada cual recuerda las preguntas que cree haber hecho, que no suelen ser las que hizo.",
                "Voces y nombres siguen ahí, en una cuenta personal, y horas "
                "de vídeo sin foco no se comentan.",
            ),
        ),
        en=Words(
            stem=(
                "A colleague at another school and you would like to observe each other at a distance, so "
                "as to improve the questions you ask in class. She suggests recording full lessons and "
                "keeping them in her personal cloud to discuss at leisure.\n\n"
                "What do you propose?"
            ),
            options=(
                "Recording a few minutes of questions with both schools' "
                "leave, no students in view, and using a shared guide.",
                "Joining by video call during the lesson, students facing "
                "away, and afterwards sharing the impressions you had.",
                "Writing an account of a lesson each week, its questions "
                "included, and marking which of them you would improve.",
                "Recording lessons from the back, students facing away, and "
                "clearing her cloud before the end of the school year.",
            ),
            why=(
                "It captures what you want to improve and no more, in an "
                "agreed place and with something to look for.",
                "It shows the students to an outsider too, and without a "
                "guide you are left with general impressions.",
                "People remember the questions they think they asked, which are seldom the ones they did.",
                "Voices and names are still there, in a private account, and "
                "hours of film without focus go undiscussed.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="learning-kd-3",
        level="KD",
        mrcdd=("4.1", "4.3"),
        right=2,
        es=Words(
            stem=(
                "En un foro profesional, la mitad recomienda un detector de textos escritos con "
                "inteligencia artificial y la otra mitad lo rechaza. Tú corriges comentarios de texto de "
                "2.º de Bachillerato y sospechas de varios.\n\n"
                "¿Cómo aprovechas el foro?"
            ),
            options=(
                "Escuchar a los miembros con más experiencia, ver qué "
                "porcentaje fijan y utilizar el detector a partir de él.",
                "Copiar en el hilo varios comentarios sin nombre, preguntar "
                "qué impresión causan y decidir según las respuestas.",
                "Probar el detector con textos de origen conocido, contar "
                "los fallos y pedir ideas para evaluar borradores.",
                "Pasar los textos por tres detectores citados en el hilo, "
                "comparar y actuar en los que los tres coincidan.",
            ),
            why=(
                "La experiencia no mide el error, y un porcentaje alto "
                "tampoco es prueba contra un estudiante.",
                "Difunde trabajos de estudiantes sin permiso y a cambio obtiene corazonadas.",
                "Averiguas cuánto se equivoca y te llevas formas de ver el "
                "proceso, que es lo que da seguridad.",
                "Los detectores comparten errores: que coincidan no los convierte en una prueba.",
            ),
        ),
        en=Words(
            stem=(
                "On a professional forum, half recommend a certain detector of AI-written text and the "
                "other half reject it. You are marking literary essays from final-year students and have "
                "doubts about several.\n\n"
                "How do you make use of the forum?"
            ),
            options=(
                "Listen to the more experienced members, see what percentage "
                "they set and use the detector from there up.",
                "Copy some essays into the thread without names, ask what "
                "members think and decide by their replies.",
                "Try the detector on texts of known origin, report its "
                "errors and ask for ideas on assessing drafts.",
                "Run the essays through three detectors named in the thread, "
                "compare and act where the three agree.",
            ),
            why=(
                "Experience does not measure error, and a high percentage is "
                "no proof against a student either.",
                "It spreads students' work without permission and gets hunches in return.",
                "You learn how often it errs and come away with ways of "
                "seeing the process, which is firmer ground.",
                "Detectors share their errors: agreement among them does not make a proof.",
            ),
        ),
        difficulty=0.3,
    ),
    Situation(
        code="learning-kd-4",
        level="KD",
        mrcdd=("3.1", "4.2"),
        right=1,
        es=Words(
            stem=(
                "Coordinas una red de doce docentes de Infantil de varias localidades que se reúne en línea "
                "cada mes. La hora se va en noticias y enlaces, y ya asiste la mitad. Quienes siguen están "
                "a gusto, pero reconocen que poco cambia en sus aulas.\n\n"
                "¿Qué modificas?"
            ),
            options=(
                "Los ponentes: una persona experta cada mes, con una "
                "herramienta nueva, y una grabación para ausentes.",
                "El contenido: un caso por reunión, con muestras del aula, y "
                "un ensayo que comentar en la siguiente.",
                "El reconocimiento: un certificado con horas de formación, y "
                "un mínimo de asistencia para conseguirlo.",
                "El canal: un grupo de mensajería diario, más ágil, y un "
                "resumen mensual con las noticias y los enlaces.",
            ),
            why=(
                "Llena la hora de novedades sin relación con los problemas de esas aulas.",
                "Trabajar sobre muestras propias y volver con lo probado une "
                "la red con lo que pasa en clase.",
                "Puede subir la asistencia a unas reuniones que dejan las aulas como estaban.",
                "Los mismos enlaces llegarán antes, y seguirán sin cambiar nada en las aulas.",
            ),
        ),
        en=Words(
            stem=(
                "You coordinate a network of twelve nursery teachers from several towns that meets online "
                "once a month. The hour goes on news and links, and half of them have stopped coming. Those "
                "who stay enjoy it but admit that little changes in their classrooms.\n\n"
                "What do you alter?"
            ),
            options=(
                "The speakers: a different expert each month, with a new "
                "tool, and a recording for those who miss it.",
                "The content: one case per meeting, with samples of "
                "classwork, and a trial to discuss next time.",
                "The reward: a certificate, with hours of training, and a "
                "minimum attendance in order to obtain it.",
                "The channel: a daily chat group, quicker than meetings, and "
                "a monthly digest of the news and links.",
            ),
            why=(
                "It fills the hour with novelties unrelated to the problems of those classrooms.",
                "Working on their own samples and coming back with what was "
                "tried ties the network to the classroom.",
                "It may raise attendance at meetings that leave classrooms as they were.",
                "The same links will arrive sooner and still change nothing in the classrooms.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="learning-kc-1",
        level="KC",
        mrcdd=("4.2", "4.3"),
        right=3,
        es=Words(
            stem=(
                "Crees que comentar las redacciones con audios ayuda más que hacerlo por escrito. Antes de "
                "proponerlo al departamento quieres averiguarlo con tus dos grupos de Lengua de 1.º de "
                "ESO.\n\n"
                "¿Cómo lo investigas?"
            ),
            options=(
                "Dar a elegir a cada estudiante y comparar a quienes piden "
                "audios con quienes piden comentarios escritos.",
                "Emplear los audios en los dos grupos y ver qué mejoras hay en "
                "las redacciones de junio frente a las de septiembre.",
                "Emplear los audios en un grupo y lo escrito en el otro, y "
                "comparar las notas que les pones en junio.",
                "Alternar ambas formas en los dos grupos y pedir a un colega "
                "que valore las mejoras sin saber cuál se usó.",
            ),
            why=(
                "Quienes eligen audios pueden ser distintos de partida, y eso se confunde con su efecto.",
                "En un curso se mejora de cualquier modo: sin comparación no sabes qué se debe a los audios.",
                "Los grupos ya eran distintos y las notas las pone quien espera que ganen los audios.",
                "Los dos grupos pasan por ambas formas y quien valora no "
                "puede favorecer la que tú prefieres.",
            ),
        ),
        en=Words(
            stem=(
                "You believe that recorded comments on essays help more than written ones. Before taking "
                "the idea to your department you want to find out with the two Year 8 English groups you "
                "teach.\n\n"
                "How do you investigate it?"
            ),
            options=(
                "Have students choose for themselves and compare those who "
                "ask for recordings with those who ask for writing.",
                "Use recordings in the two groups and see what the essays of "
                "June have gained on those of September.",
                "Use recordings in one group and writing in the other, and "
                "compare the marks you give them in June.",
                "Alternate both kinds in the two groups and have a colleague "
                "judge gains without knowing which was used.",
            ),
            why=(
                "Those who choose recordings may differ from the start, which passes for an effect.",
                "People improve over a year anyway: with no comparison you cannot tell what recordings did.",
                "The groups differed to begin with, and the marks come from "
                "someone who expects recordings to win.",
                "Both groups go through both kinds, and whoever judges cannot favour the one you prefer.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="learning-kc-2",
        level="KC",
        mrcdd=("3.1", "5.3"),
        right=2,
        es=Words(
            stem=(
                "A un veterano compañero de Educación Física le incomodan las tabletas, pero le preocupa "
                "que su alumnado no se dé cuenta de los fallos que comete al saltar. El centro te ha "
                "encargado la mentoría digital.\n\n"
                "¿Cómo lo acompañas?"
            ),
            options=(
                "Recomendándole tres aplicaciones de análisis del salto, y "
                "atendiendo a lo que pregunte sobre ellas.",
                "Grabándole un tutorial sobre el manejo de la cámara, y "
                "atendiendo después lo que pregunte sobre ella.",
                "Dando entre los dos una clase en la que se graben al "
                "saltar, y cediéndole luego la siguiente.",
                "Dando tú en su grupo una clase con tabletas, y comentando "
                "con él qué ha visto en su alumnado.",
            ),
            why=(
                "Empieza por la herramienta y le carga con una elección que precisamente le incomoda.",
                "Explica el aparato, pero le deja a solas en lo difícil, que es llevarlo a clase.",
                "Parte de su problema, le da apoyo mientras prueba y se lo retira cuando ya puede hacerlo.",
                "Ve un buen resultado tuyo, que puede convencerle de que eso no es para él.",
            ),
        ),
        en=Words(
            stem=(
                "A long-serving colleague in physical education is uneasy with tablets, but it bothers him "
                "that his students do not notice what they do wrong when they jump. The school has made you "
                "its digital mentor.\n\n"
                "How do you support him?"
            ),
            options=(
                "Recommending him three apps that analyse jumps, then "
                "leaving him to choose the one that looks simplest.",
                "Recording a tutorial for him on how to hold and work the "
                "camera, then answering the questions that come up.",
                "Planning and teaching a lesson with him in which students "
                "film their jumps, then leaving him the next one.",
                "Teaching his group one lesson with tablets yourself, then "
                "discussing with him what students did.",
            ),
            why=(
                "It starts from the tool and burdens him with a choice he is uneasy about.",
                "It explains the device but leaves him alone with the hard part, which is using it in class.",
                "It starts from his problem, supports him while he tries and steps back once he can.",
                "He sees a good result of yours, which may persuade him that it is not for him.",
            ),
        ),
        difficulty=-0.2,
    ),
    Situation(
        code="learning-kc-3",
        level="KC",
        mrcdd=("3.2", "4.2"),
        right=0,
        es=Words(
            stem=(
                "Diriges la formación digital de tu claustro. Las encuestas de satisfacción rozan el diez; "
                "sin embargo, al entrar en las aulas y leer las programaciones apenas notas cambios. Te "
                "piden un plan para el año que viene.\n\n"
                "¿Qué eliges?"
            ),
            options=(
                "Ciclos cortos en los que se pruebe algo en clase y se "
                "revisen entre colegas las muestras del alumnado.",
                "Bibliotecas de vídeos y guías en las que se busque lo "
                "necesario y se resuelvan dudas antes de aplicarlo.",
                "Itinerarios por niveles en los que se parta de una prueba y "
                "se revisen las metas módulo a módulo.",
                "Sesiones prácticas en las que haya más rato ante el "
                "ordenador y se entregue después una tarea evaluable.",
            ),
            why=(
                "La práctica cambia al probar, mirar lo que hace el alumnado y ajustar con otros.",
                "Tenerlos a mano ayuda a quien ya va a cambiar, que son pocos según lo que has visto.",
                "Ajusta el nivel del curso, pero sigue atendiendo a los módulos y no a lo que pasa en clase.",
                "Se practica la herramienta en la sala de formación, lejos "
                "del alumnado con el que cuesta usarla.",
            ),
        ),
        en=Words(
            stem=(
                "You run digital training for the staff of your school. Satisfaction surveys are close to "
                "full marks; yet when you visit classrooms and read lesson plans you notice hardly any "
                "change. You are asked for a plan for next year.\n\n"
                "What do you choose?"
            ),
            options=(
                "Short cycles in which people try something in class and go "
                "over samples of student work with peers.",
                "Libraries of videos and guides in which people look up what "
                "they need before they apply it in class.",
                "Pathways by level in which people start from a test and go "
                "over their goals module by module.",
                "Hands-on sessions in which people spend longer at the "
                "computer and hand in an assessed task at the end.",
            ),
            why=(
                "Practice changes by trying, looking at what students do and adjusting with others.",
                "They help whoever is about to change anyway, and by what you have seen those are few.",
                "It fits the level of the course, but still looks at modules "
                "and not at what goes on in class.",
                "The tool gets practised in the training room, far from the "
                "students with whom it is hard to use.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="learning-kc-4",
        level="KC",
        mrcdd=("4.2", "5.2"),
        right=0,
        es=Words(
            stem=(
                "Has pilotado en 5.º de Primaria un programa adaptativo de Matemáticas. La media del grupo "
                "ha subido más que otros años, pero el alumnado que partía con más dificultades ha avanzado "
                "menos de lo previsto. La dirección quiere extenderlo en enero.\n\n"
                "¿Qué aconsejas?"
            ),
            options=(
                "Estudiar los recorridos de ese alumnado, ensayar otro apoyo y extenderlo si da resultado.",
                "Extenderlo a los demás cursos, dar como apoyo a ese "
                "alumnado más minutos y ver qué ocurre en junio.",
                "Pedir a la empresa una dificultad inicial menor y "
                "extenderlo si ese alumnado comete menos fallos.",
                "Retirarlo en enero, volver al método anterior y explicar a "
                "las familias por qué aumenta diferencias.",
            ),
            why=(
                "La media esconde a quien sale perdiendo, y la decisión "
                "necesita saber por qué y si tiene arreglo.",
                "Más de lo mismo a quien le funciona peor puede ampliar la distancia.",
                "Con preguntas más fáciles habrá menos fallos, aunque no se aprenda más.",
                "Renuncia a lo ganado sin averiguar qué ha fallado ni si se puede corregir.",
            ),
        ),
        en=Words(
            stem=(
                "You have piloted an adaptive mathematics program with a class of ten-year-olds. The class "
                "average has risen more than in other years, but those who started out with most difficulty "
                "have gained less than expected. The head wants to roll it out in January.\n\n"
                "What do you advise?"
            ),
            options=(
                "Studying the paths of those children, trying another "
                "support and rolling it out if that succeeds.",
                "Rolling it out to the school, giving those children extra "
                "minutes as support and taking stock in June.",
                "Asking the company for an easier start and rolling it out "
                "if those children make fewer mistakes.",
                "Withdrawing it in January, going back to the earlier method "
                "and explaining to families why gaps widen.",
            ),
            why=(
                "The average hides those who lose out, and the decision "
                "needs to know why and whether it can be mended.",
                "More of the same for those it serves worst may well widen the gap.",
                "Easier questions bring fewer mistakes, whether or not anything more is learned.",
                "It gives up what was gained without finding out what failed or whether it can be put right.",
            ),
        ),
        difficulty=0.2,
    ),
)
